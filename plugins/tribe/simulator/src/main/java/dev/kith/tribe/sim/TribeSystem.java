package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimSystem;
import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.odata.ODataService;
import dev.kith.tribe.sim.seed.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A simulated Tribe CRM. It takes what the documented API takes and refuses the rest. */
public final class TribeSystem implements SimSystem {
    private static final String ODATA = "/v1/odata/{path*}";

    private final Client client;
    private final Clock clock;
    private final Crm crm;
    private final AccessTokens tokens;
    private final Hooks hooks;
    private final Map<String, String> given = new LinkedHashMap<>();

    public TribeSystem(Client client, Clock clock) {
        this.client = requireNonNull(client, "client");
        this.clock = requireNonNull(clock, "clock");
        this.crm = new Crm(clock);
        this.tokens = new AccessTokens(clock);
        this.hooks = new Hooks(crm.schema(), crm.switches());
    }

    /**
     * Switches what the documents leave open; what a saved state says of it no longer counts.
     *
     * @param name such as {@code T7}
     * @throws IllegalArgumentException for one that isn't there
     */
    public void switchTo(String name, String value) {
        crm.switches().set(name, value);
        given.put(name, value);
    }

    @Override
    public void seed(long seed, int contacts) {
        crm.fill(seed, Seed.rows(crm.schema(), seed, contacts));
    }

    @Override
    public void load(InputStream in) throws IOException {
        StateFile.load(crm, hooks, in);
        given.forEach(crm.switches()::set);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        try {
            crm.reading(() -> {
                try {
                    StateFile.save(crm, hooks, out);
                    return true;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void addRoutes(Routes routes) {
        TokenEndpoint endpoint = new TokenEndpoint(client, tokens, crm.switches());
        routes.add("POST", "/oauth2/token", endpoint::token).add("POST", "/oauth2/token/", endpoint::token);
        new Admin(crm, tokens).addRoutes(routes);
        new SwitchRoutes(crm.switches()).addRoutes(routes);
        ODataService odata = new ODataService(crm, virtualUser());
        BearerGuard guard = new BearerGuard(tokens, crm.switches(), new Limit(clock, crm.switches()));
        Emitter emitter = new Emitter(hooks, crm.schema(), crm.switches());
        crm.onChange(emitter::tell);
        hooks.addRoutes(routes, guard::guard);
        routes.add("GET", "/_sim/deliveries", r -> emitter.state());
        Spelling spelling = new Spelling(crm.switches());
        routes.add("GET", ODATA, guard.guard(spelling.around(odata::get)))
                .add("POST", ODATA, guard.guard(spelling.around(odata::post)))
                .add("PUT", ODATA, guard.guard(spelling.around(odata::put)))
                .add("DELETE", ODATA, guard.guard(spelling.around(odata::delete)))
                .add("PATCH", ODATA, guard.guard(spelling.around(odata::patch)));
        SimHandler unknown = request -> SimAnswer.json(404, Map.of("error", "not found"));
        SimHandler guarded = guard.guard(unknown);
        routes.otherwise(
                request -> request.rawPath().startsWith("/v1/") ? guarded.handle(request) : unknown.handle(request));
    }

    /** The employee that tokens act as; it and its person are in no list. */
    private Row virtualUser() {
        Instant created = Instant.parse("2019-01-01T00:00:00Z");
        Row person = new Row(crm.schema().type(Schema.PERSON), UUID.fromString("00000000-0000-4000-8000-000000000001"))
                .set("CreationDate", created)
                .set("FirstName", "Kith")
                .set("LastName", "Integration");
        return new Row(crm.schema().type(Schema.EMPLOYEE), UUID.fromString("00000000-0000-4000-8000-000000000002"))
                .set("CreationDate", created)
                .link("Person", person);
    }
}
