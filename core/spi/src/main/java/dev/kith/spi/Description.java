package dev.kith.spi;

/** What a system has, as rules can use it: the answer of {@link Connector#describe}. */
public sealed interface Description permits CrmDescription, AudienceDescription {}
