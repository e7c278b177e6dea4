package dev.kith.engine.sync;

import dev.kith.engine.home.IntegrationSettings.Gone;
import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.NewContacts;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One history, which its seed and the list of its steps determine. Each step has chance of its own, so that leaving one out
 * leaves the others as they are.
 */
final class History {
    private static final int FEWEST = 15;
    private static final int MOST = 40;
    /** Some kinds stand here more than once, since they are more likely. */
    private static final List<Kind> KINDS = List.of(
            Kind.CREATE,
            Kind.CREATE,
            Kind.CREATE,
            Kind.CHANGE,
            Kind.CHANGE,
            Kind.LABEL,
            Kind.LABEL,
            Kind.LABEL,
            Kind.UNLABEL,
            Kind.UNLABEL,
            Kind.UNLABEL,
            Kind.HIDE,
            Kind.DELETE,
            Kind.MERGE,
            Kind.OPT_OUT,
            Kind.OPT_OUT,
            Kind.OPT_OUT,
            Kind.OPT_IN,
            Kind.DELIVER,
            Kind.DELIVER,
            Kind.DRAIN,
            Kind.DRAIN,
            Kind.DRAIN,
            Kind.DRAIN,
            Kind.FULL,
            Kind.FULL,
            Kind.BULK,
            Kind.BULK,
            Kind.LEARN,
            Kind.LEARN,
            Kind.CATCH_UP,
            Kind.LIST,
            Kind.IMPORT,
            Kind.IMPORT,
            Kind.IMPORT,
            Kind.GIVE,
            Kind.LABELS,
            Kind.APPROVE,
            Kind.RULES,
            Kind.WAIT);

    private static final List<Kind> PERSONAL = List.of(
            Kind.LABEL, Kind.UNLABEL, Kind.OPT_OUT, Kind.OPT_OUT, Kind.OPT_IN, Kind.CHANGE, Kind.DELETE, Kind.HIDE);

    private static final List<Kind> MISSED = List.of(Kind.CREATE, Kind.CHANGE, Kind.LABEL, Kind.UNLABEL);

    private static final List<Duration> AHEAD =
            List.of(Duration.ZERO, Duration.ZERO, Duration.ofMillis(20), Duration.ofMinutes(5), Duration.ofDays(2));

    /** What can happen. */
    enum Kind {
        CREATE,
        CHANGE,
        LABEL,
        UNLABEL,
        HIDE,
        DELETE,
        MERGE,
        OPT_OUT,
        OPT_IN,
        DELIVER,
        DRAIN,
        FULL,
        BULK,
        LEARN,
        CATCH_UP,
        LIST,
        IMPORT,
        GIVE,
        LABELS,
        APPROVE,
        RULES,
        WAIT
    }

    /** One step, with the seed of its chance. */
    record Step(Kind kind, long seed) {}

    private final HistoryStage stage;
    private final HistoryWorld world;
    private final HistoryPersons persons;
    private final HistoryProperties properties;

    private History(HistoryStage stage, long seed) {
        this.stage = stage;
        world = stage.world;
        persons = new HistoryPersons(stage);
        properties = new HistoryProperties(stage);
        Random random = new Random(seed);
        stage.newContacts = random.nextInt(3) == 0 ? NewContacts.DAILY : NewContacts.IMMEDIATELY;
        stage.twoWay = List.of(TwoWay.values()).get(random.nextInt(TwoWay.values().length));
        boolean erases = random.nextInt(2) == 0;
        stage.leaving = new Leaving(Gone.WITHDRAW, erases ? OutOfScope.ERASE : OutOfScope.KEEP);
        stage.eraser = Optional.of(stage.audience::erase);
        persons.deaf = random.nextInt(5) == 0;
        if (random.nextInt(3) > 0) {
            stage.lists.configureAll();
        }
        boolean holdsAll = random.nextInt(3) == 0;
        stage.guard = holdsAll ? new GuardSettings(0, 0, Set.of()) : Given.GUARD;
        stage.audience.ahead = AHEAD.get(new Random(seed + 1).nextInt(AHEAD.size()));
        stage.audience.wasAhead = !stage.audience.ahead.isZero();
        world.say("seed " + seed + ", audience ahead " + stage.audience.ahead + ", new contacts " + stage.newContacts
                + ", two-way " + stage.twoWay
                + (holdsAll ? ", the guard holds all" : "") + (erases ? ", out of scope is erased" : "")
                + (persons.deaf ? ", no webhook arrives" : ""));
    }

    static List<Step> steps(long seed) {
        Random random = new Random(seed);
        int count = FEWEST + random.nextInt(MOST - FEWEST + 1);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(new Step(KINDS.get(random.nextInt(KINDS.size())), random.nextLong()));
        }
        return steps;
    }

    /**
     * Runs a history to its end.
     *
     * @param file of a database that is empty
     * @return what happened, when a property was broken; else empty
     */
    static List<String> run(long seed, List<Step> steps, Path file) {
        try (HistoryStage stage = new HistoryStage(file)) {
            History history = new History(stage, seed);
            try {
                steps.forEach(history::step);
                history.end(seed);
                return List.of();
            } catch (HistoryWorld.Broken broken) {
                return List.copyOf(stage.world.log);
            }
        }
    }

    private void step(Step step) {
        world.random = new Random(step.seed());
        world.clock.pause(Duration.ofSeconds(1 + world.random.nextInt(100)));
        world.restless(world.random.nextInt(3) == 0 ? 0.15 : 0);
        world.meanwhile = this::meanwhile;
        boolean crashes = world.random.nextInt(4) == 0;
        world.crashAfter(crashes ? 1 + world.random.nextInt(40) : 0);
        try {
            act(step.kind());
        } catch (HistoryWorld.Crash crash) {
            properties.crashed();
            stage.restart();
        } finally {
            world.crashAfter(0);
            world.restless(0);
        }
        properties.afterStep();
    }

    private void meanwhile() {
        for (int left = 1 + world.random.nextInt(3); left > 0; left--) {
            act(PERSONAL.get(world.random.nextInt(PERSONAL.size())));
            world.clock.pause(Duration.ofMillis(1));
        }
    }

    private void act(Kind kind) {
        switch (kind) {
            case CREATE -> persons.create();
            case CHANGE -> persons.change();
            case LABEL -> persons.label(true);
            case UNLABEL -> persons.label(false);
            case HIDE -> persons.hide();
            case DELETE -> persons.delete();
            case MERGE -> persons.merge();
            case OPT_OUT -> persons.optOut();
            case OPT_IN -> persons.optIn();
            case DELIVER -> persons.deliver();
            case RULES -> {
                stage.rules = HistoryRules.ALL.get(world.random.nextInt(HistoryRules.ALL.size()));
                world.say("rules " + stage.rules);
            }
            case WAIT -> {
                world.clock.pause(Duration.ofHours(1 + world.random.nextInt(30)));
                setClockRight();
            }
            case LIST -> stage.lists.configureSome();
            case DRAIN, FULL, BULK, LEARN, CATCH_UP, IMPORT, GIVE, LABELS, APPROVE -> kith(kind);
        }
    }

    /** Someone may find out that the clock of the audience is wrong. */
    private void setClockRight() {
        if (stage.audience.wasAhead && world.random.nextBoolean()) {
            stage.audience.ahead = Duration.ZERO;
            world.say("the clock of the audience is right");
        }
    }

    private void kith(Kind kind) {
        world.say(kind.name().toLowerCase(java.util.Locale.ROOT));
        switch (kind) {
            case FULL -> stage.full(false);
            case BULK -> stage.full(true);
            case LEARN -> stage.learn();
            case CATCH_UP -> stage.catchUp();
            case IMPORT -> stage.lists.importSome();
            case GIVE -> stage.lists.give();
            case LABELS -> stage.labels();
            case APPROVE -> stage.approve();
            default -> stage.drain();
        }
    }

    /** Everything is told, and comes to rest; then both systems must agree, and one more full sync has nothing to write. */
    private void end(long seed) {
        world.say("the end");
        world.random = new Random(seed);
        if (stage.crm.persons.isEmpty()) {
            persons.create("k9");
        }
        persons.showAll();
        for (int round = 0; round < 2; round++) {
            persons.deliverAll();
            world.clock.pause(Duration.ofHours(26));
            complete(round == 0);
            for (Kind kind :
                    List.of(Kind.DRAIN, Kind.LEARN, Kind.DRAIN, Kind.LABELS, Kind.DRAIN, Kind.APPROVE, Kind.DRAIN)) {
                kith(kind);
            }
        }
        persons.deliverAll();
        complete(false);
        world.clock.pause(Duration.ofHours(26));
        for (Kind kind : List.of(Kind.DRAIN, Kind.APPROVE, Kind.DRAIN)) {
            kith(kind);
        }
        imports();
        properties.inTheEnd();
        if (world.random.nextBoolean()) {
            missed();
        }
        int writes = stage.audience.writes;
        complete(false);
        if (stage.audience.writes > writes) {
            throw properties.broken("a full sync writes though nothing has changed");
        }
    }

    /** Changes that nobody tells of: one catch-up finds them all, and an import the members that are others now. */
    private void missed() {
        persons.deaf = true;
        for (int left = 1 + world.random.nextInt(4); left > 0; left--) {
            act(MISSED.get(world.random.nextInt(MISSED.size())));
            world.clock.pause(Duration.ofSeconds(1));
        }
        if (stage.catchUp().filter(RunState.COMPLETED::equals).isEmpty()) {
            throw properties.broken("a catch-up doesn't complete");
        }
        kith(Kind.DRAIN);
        world.clock.pause(Duration.ofHours(26));
        for (Kind kind : List.of(Kind.DRAIN, Kind.APPROVE, Kind.DRAIN)) {
            kith(kind);
        }
        imports();
        properties.inTheEnd();
    }

    private void imports() {
        for (String list : stage.lists.configured()) {
            RunState state = stage.imported(list);
            if (state != RunState.COMPLETED) {
                throw properties.broken("the import of " + list + " is " + state);
            }
        }
        stage.lists.give();
    }

    private void complete(boolean bulk) {
        if (stage.hasOpenRun()) {
            stage.full(bulk);
        }
        RunState state = stage.full(bulk);
        if (state != RunState.COMPLETED) {
            throw properties.broken("a full sync is " + state);
        }
    }
}
