package dev.kith.web.it;

import static dev.kith.web.it.ListedLabel.LABEL;
import static dev.kith.web.it.ListedLabel.OFF;
import static dev.kith.web.it.ListedLabel.SELECTION;
import static dev.kith.web.it.Persons.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Selections, which are kept in step. */
class SelectionIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(1);

    private final ListedLabel list = new ListedLabel(stage);
    private String ada = "";
    private String bob = "";

    @BeforeEach
    void onlyAdaIsAMember() {
        ada = list.onlyMember();
        bob = stage.person(ADA);
    }

    @Test
    void s38S24ASelectionIsInStepSoonAfterLabelEventsAndWhenItIsSwitchedOffNobodyHasIt() {
        stage.openListening().sync();
        list.configure(SELECTION);
        await().until(() -> list.vip(ada));

        stage.label(bob, LABEL);
        stage.unlabel(ada, LABEL);
        await().until(() -> list.vip(bob) && !list.vip(ada));

        list.configure(OFF);
        await().until(() -> !list.vip(bob));
        await().until(() -> list.status().path("lastRun").path("state").asText().equals("completed"));
        assertThat(list.status().path("kind").asText()).isEqualTo("off");
        assertThat(list.status().path("members").asLong()).isZero();
    }

    @Test
    void s38D38ASelectionIsRefreshedEvery60MinutesWithoutAnEvent() {
        stage.switches("{}");
        MovedTime time = stage.kith().movedTime();
        stage.kith().openWith(time);
        stage.sync();
        list.configure(SELECTION);
        await().until(() -> list.vip(ada));
        stage.unlabel(ada, LABEL);
        stage.label(bob, LABEL);

        time.pause(Duration.ofMinutes(61));

        await().until(() -> list.vip(bob) && !list.vip(ada));
    }
}
