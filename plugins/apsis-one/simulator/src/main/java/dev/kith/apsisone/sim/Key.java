package dev.kith.apsisone.sim;

import java.util.Locale;

/** A key that points to at most one profile. Addresses are equal whatever their case, other keys only exactly (A29). */
record Key(String keyspace, String value) implements Comparable<Key> {

    static Key of(String keyspace, String raw) {
        boolean address = keyspace.equals(Keyspace.EMAIL);
        return new Key(keyspace, address ? raw.strip().toLowerCase(Locale.ROOT) : raw);
    }

    @Override
    public int compareTo(Key other) {
        int byKeyspace = keyspace.compareTo(other.keyspace);
        return byKeyspace != 0 ? byKeyspace : value.compareTo(other.value);
    }
}
