package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.link;
import static dev.kith.engine.store.Samples.runningRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D39: what left out addresses need of the store. */
class LeavingOutTest {
    @TempDir
    private Path home;

    private Store store;
    private Run run;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), new ManualClock());
        run = runningRun(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void thatAKeyIsTakenIsKept() {
        Link taken = link("tribe", "p-1", Map.of("email", new LeftOut("zoe@example.com", "taken", true)));
        settle(taken);
        assertThat(store.links().find("tribe", "p-1")).contains(taken);
    }

    @Test
    void contactsThatLeftAnAttributeOutAreListedInTheOrderOfTheirKeysAndInParts() {
        settle(
                link("p-3", "email", "c@example.com"),
                link("p-1", "email", "a@example.com"),
                link("p-2", "email", "b@example.com"),
                link("p-4", "mobile", "1"),
                link("p-5"));
        assertThat(store.links().leavingOut("tribe", "email", "", 2))
                .extracting(Link::contactKey)
                .containsExactly("p-1", "p-2");
        assertThat(store.links().leavingOut("tribe", "email", "p-2", 2))
                .extracting(Link::contactKey)
                .containsExactly("p-3");
        assertThat(store.links().leavingOut("other", "email", "", 2)).isEmpty();
    }

    @Test
    void whoLeftAnAddressOutIsFoundWithoutRegardToCase() {
        settle(link("p-1", "email", "Zoe@Example.com"), link("p-2", "email", "zoe@example.com"), link("p-3"));
        assertThat(store.links().leavingOut("tribe", new KeyValue("email", "zoe@example.com")))
                .containsExactlyInAnyOrder("p-1", "p-2");
        store.runs()
                .settle(new Batch(run)
                        .freed(new FreedValue("email", "ZOE@example.com"))
                        .settlement());
        assertThat(store.links().find("tribe", List.of("p-1", "p-2", "p-3")).values())
                .filteredOn(Link::dirty)
                .hasSize(2);
    }

    @Test
    void settlingAgainReplacesTheIssuesOfTheseContactsOnly() {
        store.runs()
                .settle(new Batch(run)
                        .issues(issue("p-1", "a"), issue("p-1", "b"), issue("p-2", "c"))
                        .counts(issues(2))
                        .settlement());
        store.runs().settleAgain(new Batch(run).links(link("p-1")).settlement());
        assertThat(store.runReads().issues(run.id(), 10, 0)).containsExactly(issue("p-2", "c"));
        assertThat(store.runReads()
                        .find("tribe", run.id())
                        .orElseThrow()
                        .counts()
                        .issues())
                .isEqualTo(1);
        store.runs()
                .settleAgain(new Batch(run)
                        .seen(List.of("p-2"))
                        .issues(issue("p-2", "d"))
                        .counts(issues(1))
                        .settlement());
        assertThat(store.runReads().issues(run.id(), 10, 0)).containsExactly(issue("p-2", "d"));
        assertThat(store.runReads()
                        .find("tribe", run.id())
                        .orElseThrow()
                        .counts()
                        .issues())
                .isEqualTo(1);
    }

    @Test
    void anotherHostCannotSettleAgain() {
        Settlement foreign = new Batch(run).owner("host-2").links(link("p-1")).settlement();
        assertThatThrownBy(() -> store.runs().settleAgain(foreign)).isInstanceOf(StoreException.class);
        assertThat(store.links().count("tribe")).isZero();
    }

    private void settle(Link... links) {
        store.runs().settle(new Batch(run).links(links).settlement());
    }

    private static RunIssue issue(String key, String cause) {
        return new RunIssue(key, "write", cause, "Correct it.");
    }

    private static RunCounts issues(long count) {
        return new RunCounts(0, 0, 0, 0, 0, 0, count, 0, 0);
    }
}
