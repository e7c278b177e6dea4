package dev.kith.tribe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Documents of $metadata for tests. */
final class Metadatas {
    static final String CHOICE_GUID = "4393ae03-e0a2-4b1c-9d57-2f60c81e7a11";
    static final String NUMBER_GUID = "fab54a03-1c7e-4d02-8a36-90e5b7d4c322";

    /** Persons, contacts and organisations, with a custom choice (digit first), number (letter first), list and binary. */
    static final String SMALL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
            <edmx:DataServices><Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="OData">
            <EntityType Name="Entity" Abstract="true"><Key><PropertyRef Name="ID"/></Key>
              <Property Name="ID" Type="Edm.Guid"/><Property Name="_Type" Type="Edm.String"/>
              <Property Name="CreationDate" Type="Edm.DateTimeOffset"/>
              <NavigationProperty Name="Labels" Type="Collection(OData.Label)"/></EntityType>
            <EntityType Name="Relation" BaseType="OData.Entity"><Property Name="Number" Type="Edm.Int64"/></EntityType>
            <EntityType Name="Relation_Person" BaseType="OData.Relation">
              <Property Name="FirstName" Type="Edm.String"/><Property Name="LastName" Type="Edm.String"/>
              <Property Name="EmailAddress" Type="Edm.String"/><Property Name="BirthDate" Type="Edm.Date"/>
              <NavigationProperty Name="Gender" Type="OData.Datastore_Gender"/>
              <NavigationProperty Name="Address" Type="OData.Address"/>
              <NavigationProperty Name="_4393ae03__e0a2__4b1c__9d57__2f60c81e7a11" Type="OData.Datastore_Gender"/>
              <NavigationProperty Name="_11111111__0000__4000__8000__000000000001"
                  Type="Collection(OData.Datastore_Gender)"/>
              <Property Name="fab54a03__1c7e__4d02__8a36__90e5b7d4c322" Type="Edm.Int64"/>
              <Property Name="b0000000__0000__4000__8000__000000000001" Type="Edm.Binary"/></EntityType>
            <EntityType Name="Relation_Organization" BaseType="OData.Relation">
              <Property Name="Name" Type="Edm.String"/></EntityType>
            <EntityType Name="Address" BaseType="OData.Entity"><Property Name="City" Type="Edm.String"/>
              <NavigationProperty Name="Country" Type="OData.Datastore_Country"/></EntityType>
            <EntityType Name="Datastore_Gender" BaseType="OData.Entity"><Property Name="Code" Type="Edm.String"/>
              <Property Name="Name" Type="Edm.String"/></EntityType>
            <EntityType Name="Datastore_Country" BaseType="OData.Entity"><Property Name="Code" Type="Edm.String"/>
            </EntityType>
            <EntityType Name="Label" BaseType="OData.Entity"><Property Name="Name" Type="Edm.String"/>
              <Property Name="IsInactive" Type="Edm.Boolean"/></EntityType>
            <EntityType Name="Relationship" BaseType="OData.Entity" Abstract="true">
              <Property Name="IsFormer" Type="Edm.Boolean"/><Property Name="MailingOptOut" Type="Edm.Boolean"/>
              <NavigationProperty Name="Relation" Type="OData.Relation"/></EntityType>
            <EntityType Name="Relationship_Person" BaseType="OData.Relationship" Abstract="true">
              <NavigationProperty Name="Person" Type="OData.Relation_Person"/></EntityType>
            <EntityType Name="Relationship_Person_Contact_Standard" BaseType="OData.Relationship_Person">
              <Property Name="EmailAddress" Type="Edm.String"/></EntityType>
            <EntityType Name="e0d6534a__cc84" BaseType="OData.Relationship_Person"/>
            <ComplexType Name="Money"><Property Name="Amount" Type="Edm.Decimal"/></ComplexType>
            <EntityContainer Name="Container">
              <EntitySet Name="Relation_Person" EntityType="OData.Relation_Person"/>
              <EntitySet Name="Relation_Organization" EntityType="OData.Relation_Organization"/>
              <EntitySet Name="Relationship" EntityType="OData.Relationship"/>
              <EntitySet Name="Relationship_Person_Contact_Standard"
                  EntityType="OData.Relationship_Person_Contact_Standard"/>
              <EntitySet Name="e0d6534a__cc84" EntityType="OData.e0d6534a__cc84"/>
              <EntitySet Name="Label" EntityType="OData.Label"/>
            </EntityContainer></Schema></edmx:DataServices></edmx:Edmx>
            """;

    private Metadatas() {}

    static Metadata small() {
        return read(SMALL);
    }

    static Metadata read(String document) {
        try {
            return MetadataReader.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
