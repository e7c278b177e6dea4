package dev.kith.testkit.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A simulated system: its state and its routes. Made once per process, either fresh or from its saved state. */
public interface SimSystem {

    /** Fills the state from a seed; the same seed and count always give the same state. */
    void seed(long seed, int contacts);

    /** Reads back what {@link #save} wrote. */
    void load(InputStream in) throws IOException;

    /** Writes the whole state. Requests may go on meanwhile; each must be in it wholly or not at all. */
    void save(OutputStream out) throws IOException;

    /** Adds the routes. Called once, after {@link #seed} or {@link #load}. */
    void addRoutes(Routes routes);
}
