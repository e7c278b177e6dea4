package dev.kith.spi;

/**
 * Reads profiles back in bulk. Implemented by audience connectors beside {@link ProfileReader}.
 *
 * <p>What was written in the last minutes may be missing from an export: only a read of the profile itself is up to date.
 */
public interface ProfileExporter {

    /**
     * The consents of all profiles. Blocks until the audience has made the export, which can take minutes.
     *
     * @return in any order; the consents of one profile may come in several pieces with others between.
     *     Profiles without a key of this integration, and those without any consent, are left out
     */
    Export<ProfileConsents> exportConsents();

    /**
     * The addresses of all profiles, with the contact keys they carry: those of email, and the values of every attribute
     * of the purpose {@link Attribute.Purpose#MAPPED_KEY}, each in a row of its own. Blocks as {@link #exportConsents}.
     *
     * @return profiles without an address are left out; an address can come twice when it is not the key of both profiles
     */
    Export<ProfileAddress> exportAddresses();
}
