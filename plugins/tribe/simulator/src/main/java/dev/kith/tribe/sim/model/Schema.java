package dev.kith.tribe.sim.model;

import static dev.kith.tribe.sim.model.Edm.BOOLEAN;
import static dev.kith.tribe.sim.model.Edm.DATE;
import static dev.kith.tribe.sim.model.Edm.DECIMAL;
import static dev.kith.tribe.sim.model.Edm.DOUBLE;
import static dev.kith.tribe.sim.model.Edm.GUID;
import static dev.kith.tribe.sim.model.Edm.INSTANT;
import static dev.kith.tribe.sim.model.Edm.INT32;
import static dev.kith.tribe.sim.model.Edm.INT64;
import static dev.kith.tribe.sim.model.Edm.STRING;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entity types of this CRM, base types before derived ones, with properties in the recorded order. */
public final class Schema {
    public static final String PERSON = "Relation_Person";
    public static final String ORGANISATION = "Relation_Organization";
    public static final String CONTACT = "Relationship_Person_Contact_Standard";
    public static final String EMPLOYEE = "Relationship_Person_Contact_Employee";
    public static final String CUSTOMER = "Relationship_Person_CommercialRelationship_Customer";
    public static final String IDENTITY = "Relationship_Organization_Identity";
    public static final String MEMBERSHIP = EntityType.odataName(CustomFields.MEMBERSHIP);
    public static final String CUSTOMER_TYPE = EntityType.odataName(CustomFields.CUSTOMER_TYPES);

    private final Map<String, EntityType> types = new LinkedHashMap<>();

    public Schema() {
        this(view -> List.of());
    }

    /** @param members finds who is on a view */
    Schema(Navigation.Computed members) {
        EntityType entity = entity();
        relations(entity);
        relationships(entity);
        address(entity);
        labels(entity);
        datastores(entity);
        for (String name : List.of("Dataset", "Team")) {
            type(name, entity, false).with(STRING, "Name");
        }
        type("View", entity, false).with(STRING, "Name").computedMany("Entities", "Entity", members);
    }

    public Collection<EntityType> types() {
        return types.values();
    }

    public Optional<EntityType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** A type that is known to exist. */
    public EntityType type(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no entity type " + name));
    }

    private EntityType type(String dotted, @Nullable EntityType base, boolean isAbstract) {
        EntityType type = new EntityType(dotted, base, isAbstract);
        types.put(type.name(), type);
        return type;
    }

    private EntityType entity() {
        return type("Entity", null, true)
                .with(INSTANT, "CreationDate", "Start", "End")
                .with(BOOLEAN, "IsRoot", "IsClosed", "IsExclusion")
                .with(INSTANT, "Deadline")
                .with(BOOLEAN, "IsActive")
                .with(INT32, "NumberOfNotes", "NumberOfAttachments")
                .with(INSTANT, "CloseDate", "LastMutationDate")
                .computed(GUID, "ID", Row::id)
                .computed(STRING, "_Type", row -> row.type().dotted())
                .computed(STRING, "_Name", Names::display)
                .with(DOUBLE, "SortIndex")
                .onRequest(STRING, "ImportId")
                .many("Labels", "Label", "Entities", true);
    }

    private void relations(EntityType entity) {
        EntityType relation = type("Relation", entity, true)
                .with(STRING, "Instagram", "YouTube", "CreditorNumber", "DebtorNumber", "Facebook", "Twitter")
                .with(STRING, "Blog", "LinkedIn", "IBAN", "BIC", "BankName")
                .with(INT64, "Number")
                .one("Language", "Datastore_Language", null)
                .computedMany("Addresses", "Address", Schema::addresses)
                .many("Relationships", "Relationship", "Relation", false);
        person(relation);
        type("Relation.Organization", relation, false)
                .with(STRING, "Name", "PhoneNumber", "EmailAddress", "FinancialEmailAddress", "Website", "VATNumber")
                .with(STRING, "ChamberOfCommerceNumber", "ChamberOfCommerceName")
                .with(DATE, "FoundingDate")
                .with(INT32, "NumberOfEmployees")
                .with(STRING, "EstablishmentNumber", "RSIN", "OIN", "CompanyActivity")
                .with(DATE, "DiscontinuationDate")
                .computed(STRING, "SortName", row -> row.text("Name"))
                .one("VisitingAddress", "Address", null)
                .one("PostalAddress", "Address", null)
                .one("InvoiceAddress", "Address", null);
    }

    private void person(EntityType relation) {
        type("Relation.Person", relation, false)
                .with(STRING, "Initials", "Title", "Suffix")
                .computed(STRING, "Name", Names::person)
                .with(DATE, "BirthDate")
                .computed(STRING, "SortName", Names::sortName)
                .computed(STRING, "BirthDay", Names::birthDay)
                .with(INT64, CustomFields.wire(CustomFields.LOYALTY_POINTS))
                .with(DECIMAL, CustomFields.wire(CustomFields.CREDIT_LIMIT))
                .with(BOOLEAN, CustomFields.wire(CustomFields.VIP))
                .with(DATE, CustomFields.wire(CustomFields.RENEWAL_DATE))
                .with(STRING, CustomFields.wire(CustomFields.SHOE_SIZE))
                .with(STRING, "PhoneNumber", "FirstName", "MobilePhoneNumber", "MiddleName", "EmailAddress", "LastName")
                .one("Address", "Address", "Person")
                .one("Gender", "Datastore_Gender", null)
                .one(CustomFields.wire(CustomFields.CUSTOMER_TYPE), CUSTOMER_TYPE, null);
    }

    private static List<Row> addresses(Row relation) {
        return List.of("Address", "VisitingAddress", "PostalAddress", "InvoiceAddress").stream()
                .flatMap(nav -> relation.one(nav).stream())
                .toList();
    }

    private void relationships(EntityType entity) {
        EntityType relationship = type("Relationship", entity, true)
                .computed(STRING, "Name", Names::relationship)
                .computed(STRING, "SortName", Names::relationshipSort)
                .with(INSTANT, "UpgradeDate", "DowngradeDate", "FormerDate")
                .with(BOOLEAN, "IsFormer", "MailingOptOut")
                .one("Relation", "Relation", "Relationships");
        EntityType ofPerson = type("Relationship.Person", relationship, true).one("Person", PERSON, "Relationships");
        EntityType contact = type("Relationship.Person.Contact", ofPerson, true)
                .with(STRING, "EmailAddress", "PhoneNumber", "MobilePhoneNumber", "Department")
                .one("Role", "Datastore_Role", null);
        type("Relationship.Person.Contact.Standard", contact, false);
        type("Relationship.Person.Contact.Employee", contact, false);
        commercial("Person", ofPerson);
        type(CustomFields.MEMBERSHIP, ofPerson, false);
        EntityType ofOrganisation = type("Relationship.Organization", relationship, true)
                .one("Organization", ORGANISATION, "Relationships");
        type("Relationship.Organization.Identity", ofOrganisation, false);
        commercial("Organization", ofOrganisation);
    }

    private void commercial(String side, EntityType base) {
        String dotted = "Relationship." + side + ".CommercialRelationship";
        EntityType commercial = type(dotted, base, true)
                .with(BOOLEAN, "IsMasterAccount")
                .with(INT32, "PaymentTermInDays")
                .one("AccountManager", EMPLOYEE, null);
        for (String stage : List.of("Suspect", "Lead", "HotProspect", "Prospect", "Customer")) {
            type(dotted + "." + stage, commercial, false);
        }
    }

    private void address(EntityType entity) {
        type("Address", entity, false)
                .with(STRING, "Street")
                .with(INT32, "HouseNumber")
                .with(STRING, "HouseNumberSuffix", "Extra", "Postalcode", "City")
                .one("Country", "Datastore_Country", null)
                .one("Person", PERSON, "Address");
    }

    private void labels(EntityType entity) {
        type("Label", entity, false)
                .with(STRING, "Name")
                .with(BOOLEAN, "IsInactive")
                .one("LabelCategory", "LabelCategory", null)
                .many("Entities", "Entity", "Labels", false);
        type("LabelCategory", entity, false).with(STRING, "Name");
    }

    private void datastores(EntityType entity) {
        EntityType datastore = type("Datastore", entity, true).with(STRING, "Code", "Name");
        for (String name : List.of("Country", "Gender", "Language", "Role", "EmailingCategory")) {
            type("Datastore." + name, datastore, false);
        }
        type(CustomFields.CUSTOMER_TYPES, datastore, false);
    }
}
