package dev.kith.spi;

/** Deletes profiles for good. Implemented by audience connectors; called only where an admin has switched it on. */
public interface ProfileEraser {

    /** Deletes a profile with all it has. Blocks. A profile that isn't there counts as done. */
    void erase(String profileKey);
}
