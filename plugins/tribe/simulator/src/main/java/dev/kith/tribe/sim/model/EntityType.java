package dev.kith.tribe.sim.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entity type, which is also an entity set: its name, its place in the inheritance tree, its properties in wire order. */
public final class EntityType {
    private final String name;
    private final String dotted;
    private final @Nullable EntityType base;
    private final boolean isAbstract;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, Navigation> navigations = new LinkedHashMap<>();
    private final List<EntityType> subtypes = new ArrayList<>();
    private int slots;

    EntityType(String dotted, @Nullable EntityType base, boolean isAbstract) {
        this.dotted = requireNonNull(dotted, "dotted");
        this.name = odataName(dotted);
        this.base = base;
        this.isAbstract = isAbstract;
        if (base != null) {
            properties.putAll(base.properties);
            navigations.putAll(base.navigations);
            slots = base.slots;
            base.subtypes.add(this);
        }
    }

    /** The name of a type or custom field as OData has it (T19: a leading underscore only before a digit). */
    public static String odataName(String code) {
        String safe = code.replace(".", "_").replace("-", "__");
        return Character.isDigit(safe.charAt(0)) ? "_" + safe : safe;
    }

    EntityType with(Edm type, String... names) {
        for (String property : names) {
            properties.put(property, new Property(property, type, slots++, false, null));
        }
        return this;
    }

    EntityType onRequest(Edm type, String property) {
        properties.put(property, new Property(property, type, slots++, true, null));
        return this;
    }

    EntityType computed(Edm type, String property, Property.Computed how) {
        properties.put(property, new Property(property, type, -1, property.equals("_Name"), how));
        return this;
    }

    EntityType one(String nav, String target, @Nullable String inverse) {
        navigations.put(nav, new Navigation(nav, target, false, slots++, inverse, true, null));
        return this;
    }

    EntityType many(String nav, String target, String inverse, boolean owned) {
        navigations.put(nav, new Navigation(nav, target, true, slots++, inverse, owned, null));
        return this;
    }

    EntityType computedMany(String nav, String target, Navigation.Computed how) {
        navigations.put(nav, new Navigation(nav, target, true, -1, null, false, how));
        return this;
    }

    public String name() {
        return name;
    }

    /** The form with dots and hyphens, as in {@code _Type}. */
    public String dotted() {
        return dotted;
    }

    public Optional<EntityType> base() {
        return Optional.ofNullable(base);
    }

    public boolean isAbstract() {
        return isAbstract;
    }

    public int slots() {
        return slots;
    }

    /** All properties, inherited ones first, in wire order. */
    public Iterable<Property> properties() {
        return properties.values();
    }

    public Iterable<Navigation> navigations() {
        return navigations.values();
    }

    public Optional<Property> property(String property) {
        return Optional.ofNullable(properties.get(property));
    }

    public Optional<Navigation> navigation(String nav) {
        return Optional.ofNullable(navigations.get(nav));
    }

    public boolean declares(String member) {
        return properties.containsKey(member) || navigations.containsKey(member);
    }

    public boolean is(EntityType other) {
        return this == other || (base != null && base.is(other));
    }

    /** The navigation, here or in a type derived from this one. */
    public Optional<Navigation> navigationBelow(String nav) {
        Optional<Navigation> own = navigation(nav);
        return own.isPresent()
                ? own
                : subtypes.stream()
                        .flatMap(t -> t.navigationBelow(nav).stream())
                        .findFirst();
    }

    /** True when this type or one derived from it has the property. */
    public boolean propertyBelow(String property) {
        return properties.containsKey(property) || subtypes.stream().anyMatch(t -> t.propertyBelow(property));
    }

    @Override
    public String toString() {
        return name;
    }
}
