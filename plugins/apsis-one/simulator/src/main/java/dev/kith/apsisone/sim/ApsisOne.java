package dev.kith.apsisone.sim;

import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;

/** The simulated APSIS One: one account with its definitions and profiles. */
public final class ApsisOne implements SimSystem {
    private final int seededProfiles;
    private final Clock clock;
    private final Tokens tokens;
    private final Definitions definitions = Definitions.standard();
    private final Profiles profiles = new Profiles();

    /**
     * An account without profiles.
     *
     * @param seededProfiles how many profiles {@link #seed} makes
     */
    public ApsisOne(Account account, int seededProfiles, Clock clock) {
        this.seededProfiles = seededProfiles;
        this.clock = clock;
        this.tokens = new Tokens(account, clock);
    }

    /** The contacts are the CRM's matter; only the profiles asked for by option are made. */
    @Override
    public void seed(long seed, int contacts) {
        new Seed(seed, definitions).fill(profiles, seededProfiles);
    }

    @Override
    public void load(InputStream in) throws IOException {
        new SavedState(tokens, definitions, profiles).load(in);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        new SavedState(tokens, definitions, profiles).save(out);
    }

    @Override
    public void addRoutes(Routes routes) {
        Gate gate = new Gate(tokens);
        routes.add("POST", "/oauth/token", Gate.withProblems(tokens::issue));
        new DefinitionRoutes(definitions).addTo(routes, gate);
        new ProfileRoutes(definitions, profiles).addTo(routes, gate);
        new ConsentRoutes(definitions, profiles, clock).addTo(routes, gate);
        new StateRoutes(tokens, definitions, profiles, clock).addTo(routes);
        routes.otherwise(request -> {
            throw Problem.notFound("No such path or method: " + request.method() + " " + request.rawPath());
        });
    }
}
