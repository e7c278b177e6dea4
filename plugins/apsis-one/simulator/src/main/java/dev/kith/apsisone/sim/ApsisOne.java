package dev.kith.apsisone.sim;

import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.testkit.sim.SimSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** The simulated APSIS One: one account with its definitions and profiles. */
public final class ApsisOne implements SimSystem {
    private final int seededProfiles;
    private final Clock clock;
    private final Switches switches = new Switches();
    private final Limits limits;
    private final Tokens tokens;
    private final Definitions definitions = Definitions.standard();
    private final Profiles profiles;
    private final Imports imports;

    /**
     * An account without profiles.
     *
     * @param seededProfiles how many profiles {@link #seed} makes
     */
    public ApsisOne(Account account, int seededProfiles, Clock clock) {
        this.seededProfiles = seededProfiles;
        this.clock = clock;
        this.limits = new Limits(switches, clock);
        this.tokens = new Tokens(account, clock, switches, limits);
        this.profiles = new Profiles(switches, clock);
        this.imports = new Imports(places(), profiles, clock);
    }

    /**
     * Chooses another variant of a point the documents leave open.
     *
     * @throws IllegalArgumentException when there is no such point or variant
     */
    public ApsisOne with(String point, String variant) {
        try {
            switches.set(point, variant);
        } catch (SimRefusal e) {
            throw new IllegalArgumentException(new String(e.answer().body(), StandardCharsets.UTF_8), e);
        }
        return this;
    }

    /** Lets each state of an import after the upload last that long; zero lets each look at it move it on. */
    public ApsisOne withImportDelay(Duration delay) {
        imports.delay(delay);
        return this;
    }

    /** The contacts are the CRM's matter; only the profiles asked for by option are made. */
    @Override
    public void seed(long seed, int contacts) {
        new Seed(seed, definitions).fill(profiles, seededProfiles);
    }

    @Override
    public void load(InputStream in) throws IOException {
        savedState().load(in);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        savedState().save(out);
    }

    private SavedState savedState() {
        return new SavedState(tokens, switches, definitions, profiles, imports);
    }

    @Override
    public void addRoutes(Routes routes) {
        Gate gate = new Gate(tokens, switches, limits);
        Places places = places();
        routes.add("POST", "/oauth/token", gate.withProblems(tokens::issue));
        new DefinitionRoutes(definitions, switches).addTo(routes, gate);
        new ProfileRoutes(places, profiles).addTo(routes, gate);
        new OldAttributeRoutes(places, profiles).addTo(routes, gate);
        new ConsentRoutes(places, profiles, clock).addTo(routes, gate);
        new TagRoutes(places, profiles).addTo(routes, gate);
        new MergeRoutes(places, profiles).addTo(routes, gate);
        new ImportRoutes(definitions, imports).addTo(routes, gate);
        new ExportRoutes(new Reports(definitions, profiles), limits, clock).addTo(routes, gate);
        new StateRoutes(tokens, definitions, profiles, clock).addTo(routes);
        switches.addTo(routes);
        routes.otherwise(gate.withProblems(request -> {
            throw Problem.notFound("No such path or method: " + request.method() + " " + request.rawPath());
        }));
    }

    private Places places() {
        return new Places(definitions, switches, limits);
    }
}
