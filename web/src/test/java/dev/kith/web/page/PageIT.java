package dev.kith.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kith.web.it.RunningKith;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Clicks through the page; each step goes on from where the one before left Kith. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(90_000);
    private static final int PHONE = 400;
    private static final int DESK = 1400;

    @TempDir
    static Path folder;

    private RunningKith kith;
    private Browsing browsing;

    @BeforeAll
    void open() {
        kith = RunningKith.start(folder, 400);
        browsing = new Browsing(kith.host().url());
    }

    @AfterEach
    void thePageNeitherComplainsNorAsksAnotherHost() {
        assertThat(browsing.complaints()).isEmpty();
    }

    @AfterAll
    void close() {
        browsing.close();
        kith.close();
    }

    private Page page(String path) {
        return page(path, DESK, ColorScheme.LIGHT);
    }

    private Page page(String path, int width, ColorScheme scheme) {
        Page page = browsing.page(width, 900, scheme);
        page.navigate(kith.host().url() + path);
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator firstRun(Page page) {
        return page.locator("table.runs tbody tr").first();
    }

    @Test
    @Order(1)
    void showsTheIntegrationWithItsRulesAsTheFilesStateThem() {
        Page page = page("/");
        Browsing.shoot(page, "1-integrations");
        page.getByText("Tribe CRM to APSIS One (demo)").click();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Rules")))
                .isVisible();
        Locator consents = page.getByLabel("Consents", new Page.GetByLabelOptions().setExact(true));
        consents.locator("summary").first().click();
        assertThat(consents.locator("pre").first()).containsText("contact.optIn(");
        assertThat(page.locator("#due")).containsText("A full sync is due. No full sync has completed yet");
        Browsing.shoot(page, "2-integration-before-any-run");
        page.close();
    }

    @Test
    @Order(6)
    void tellsOfChangesAsTheyHappen() {
        String person = kith.tribePersons().keySet().iterator().next();
        Page page = page("/integrations/tribe");

        kith.post("/contacts/" + person + "/sync", "{}");

        assertThat(page.locator("#events dl")).containsText("received", SOON);
        assertThat(page.locator("#events dl")).containsText("1", SOON);
        assertThat(page.locator("#events")).containsText("No event waits.", SOON);
        Browsing.shoot(page, "8-events");
        page.close();
    }

    /** S27, S28, S32. */
    @Test
    @Order(2)
    void startSyncShowsProgressAndThenTheResult() {
        Page page = page("/integrations/tribe");
        button(page, "Start sync").click();
        assertThat(button(page, "Cancel Sync")).isVisible();
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        Browsing.shoot(page, "3-progress");

        assertThat(firstRun(page)).containsText("completed", SOON);
        assertThat(button(page, "Start sync")).isEnabled();
        assertThat(page.locator("#due")).hasCount(0);
        assertThat(page.locator("#announcer")).containsText("completed");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Full sync 1"))
                .click();
        assertThat(page.locator("dl.counts")).containsText("400");
        assertThat(page.locator("table.issues tbody tr").first()).isVisible();
        Browsing.shoot(page, "4-run");
        page.close();
    }

    /** S31. */
    @Test
    @Order(3)
    void cancelSyncEndsARun() {
        String held = "{\"endpoint\":\"*\",\"contains\":\"Relation_Person\",\"skip\":1,\"times\":1,\"hold\":true}";
        kith.tribe().post("/_sim/faults", held);
        Page page = page("/integrations/tribe");
        button(page, "Start sync").click();
        button(page, "Cancel Sync").click();
        assertThat(page.locator(".live")).containsText("cancelling");
        kith.tribe().send("DELETE", "/_sim/faults", "");

        assertThat(firstRun(page)).containsText("cancelled", SOON);
        page.close();
    }

    @Test
    @Order(4)
    void aDryRunIsShownAsOne() {
        Page page = page("/integrations/tribe");
        button(page, "Dry run").click();

        assertThat(firstRun(page)).containsText("Dry run", SOON);
        assertThat(firstRun(page)).containsText("completed", SOON);
        Browsing.shoot(page, "5-integration");
        page.close();
    }

    @Test
    @Order(5)
    void aDeadLinkLeadsBack() {
        Page page = browsing.page(DESK, 900, ColorScheme.LIGHT);
        page.onResponse(response -> browsing.complaints().remove("404 " + response.url()));
        page.navigate(kith.host().url() + "/integrations/nope");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to the integrations")))
                .isVisible();
        browsing.complaints().removeIf(complaint -> complaint.contains("404"));
        page.close();
    }

    /** S37, S38. */
    @Test
    @Order(7)
    void aListIsConfiguredImportedAndSwitchedOff() {
        Page page = page("/integrations/tribe");
        Locator lists = page.locator("#lists");
        assertThat(lists).containsText("No list is brought to");

        page.getByText("Bring another list").click();
        page.getByLabel("List", new Page.GetByLabelOptions().setExact(true)).selectOption("Label: Newsletter");
        page.getByLabel("Members get").selectOption("Key account");
        page.getByLabel("Imported", new Page.GetByLabelOptions().setExact(true)).selectOption("each morning");
        button(page, "Save").click();
        assertThat(lists).containsText("Label: Newsletter");
        assertThat(lists).containsText("Tag Key account");
        assertThat(lists).containsText("each morning");
        assertThat(lists).containsText(":00:00");
        assertThat(lists).containsText("never");
        assertThat(page.getByLabel("Members get").locator("option[value='tag:Key account']"))
                .hasCount(0);

        button(page, "Import now: Label: Newsletter").click();
        assertThat(lists).containsText("completed", SOON);
        assertThat(lists).containsText("0 removed");
        assertThat(button(page, "Import now: Label: Newsletter")).isEnabled();
        Browsing.shoot(page, "9-lists");

        page.onceDialog(Dialog::accept);
        button(page, "Switch off: Label: Newsletter").click();
        assertThat(lists).containsText("No list is brought to", SOON);
        page.close();
    }

    @Test
    @Order(8)
    void fitsAPhoneInLightAndDark() {
        for (String path : new String[] {"/", "/integrations/tribe", "/integrations/tribe/runs/1"}) {
            Page page = page(path, PHONE, ColorScheme.DARK);
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("no page scrolls sideways: " + path)
                    .isEqualTo(PHONE);
            Browsing.shoot(page, "6-phone" + path.replace('/', '-'));
            page.close();
        }
    }
}
