package dev.kith.testkit.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kith.spi.Attribute;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactSource;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.Role;
import dev.kith.spi.SavedList;
import dev.kith.spi.Setting;
import dev.kith.spi.Subscription;
import dev.kith.spi.Tag;
import dev.kith.testkit.DirectContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every connector promises: its factory, check, describe, close, and the kinds of its errors. */
public abstract class ConnectorContract extends Contract<TestedSystem> {

    @Test
    void theFactoryIsFoundAndNamesItsKind() {
        ConnectorFactory factory = system.factory();
        assertThat(ServiceLoader.load(ConnectorFactory.class))
                .as("META-INF/services/dev.kith.spi.ConnectorFactory")
                .anyMatch(found -> found.getClass().equals(factory.getClass()));
        assertThat(factory.kind()).matches("[a-z0-9][a-z0-9-]*");
        assertThat(factory.title()).isNotBlank();
    }

    @Test
    void settingsAreNamedOnceAndExplained() {
        List<Setting> settings = system.factory().settings();
        assertThat(settings).extracting(Setting::name).doesNotHaveDuplicates().allMatch(n -> n.matches("[a-z]\\w*"));
        assertThat(settings).extracting(Setting::help).allMatch(help -> !help.isBlank());
        assertThat(settings)
                .filteredOn(s -> !s.required()
                        && Set.of(Setting.Type.INTEGER, Setting.Type.RATE, Setting.Type.URL)
                                .contains(s.type()))
                .as("settings that need a fallback")
                .allMatch(s -> !s.fallback().isEmpty());
    }

    @Test
    void openingCallsNobody() {
        assertThat(context.calls()).isZero();
        assertThat(context.turns()).isZero();
    }

    @Test
    void theConnectorImplementsWhatItsRoleNeeds() {
        boolean crm = system.factory().role() == Role.CRM;
        assertThat(connector).isInstanceOf(crm ? ContactSource.class : ProfileSink.class);
        if (crm) {
            assertThat(connector).isInstanceOf(ContactLookup.class);
        }
    }

    @Test
    void aSystemThatCanBeUsedHasNoGaps() {
        assertThat(connector.check()).isEmpty();
    }

    @Test
    void wrongSettingsAreSaidInWordsWithoutSecrets() {
        DirectContext wrong = DirectContext.of(system.factory(), system.wrongSettings());
        List<String> words = new ArrayList<>();
        try (Connector other = system.factory().open(wrong)) {
            words.addAll(other.check());
        } catch (ConnectorException e) {
            assertThat(e.kind()).isIn(Kind.CONFIG, Kind.AUTH);
            words.add(requireNonNull(e.getMessage()));
        }
        assertThat(words).isNotEmpty().allMatch(text -> !text.isBlank());
        for (Setting setting : system.factory().settings()) {
            if (setting.secret() && system.wrongSettings().containsKey(setting.name())) {
                String secret = String.valueOf(system.wrongSettings().get(setting.name()));
                assertThat(words).noneMatch(text -> text.contains(secret));
            }
        }
    }

    @Test
    void describesWhatRulesCanUse() {
        if (system.factory().role() == Role.CRM) {
            CrmDescription crm = (CrmDescription) connector.describe();
            assertThat(crm.fields())
                    .extracting(CrmField::name)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.matches("[a-z][A-Za-z0-9]{0,60}"));
            assertNamed(crm.labels().stream().map(OptInLabel::id).toList());
            assertNamed(crm.savedLists().stream().map(SavedList::key).toList());
            assertThat(crm.savedLists()).allMatch(list -> list.key().length() <= 200);
        } else {
            AudienceDescription audience = (AudienceDescription) connector.describe();
            assertNamed(audience.attributes().stream().map(Attribute::id).toList());
            assertNamed(audience.subscriptions().stream().map(Subscription::id).toList());
            assertNamed(audience.tags().stream().map(Tag::id).toList());
            assertThat(audience.subscriptions())
                    .allMatch(subscription -> !subscription.channels().isEmpty());
        }
        assertThat(connector.describe()).isEqualTo(connector.describe());
    }

    private static void assertNamed(List<String> ids) {
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> !id.isBlank());
    }

    @Test
    void aSystemThatIsNotReachedIsTransient() {
        context.cutOff();
        assertFails(this::use, Kind.TRANSIENT);
        context.restore();
        assertThatCode(this::use).doesNotThrowAnyException();
    }

    @Test
    void aSystemThatFailsForNowIsTransient() {
        for (int status : List.of(500, 502, 503, 504)) {
            context.answerAll(status);
            assertFails(this::use, Kind.TRANSIENT);
        }
    }

    @Test
    void aSystemThatIsAskedTooOftenIsNobodysFault() {
        context.answerAll(429);
        assertFails(this::use, Kind.THROTTLED, Kind.TRANSIENT);
    }

    @Test
    void refusedCredentialsAreForAnAdmin() {
        context.answerAll(401);
        assertFails(this::use, Kind.AUTH, Kind.CONFIG);
    }

    @Test
    void closingTwiceDoesNothingMore() {
        connector.close();
        assertThatCode(() -> connector.close()).doesNotThrowAnyException();
    }

    /** Something that can't be answered without the system. */
    private void use() {
        if (connector instanceof ContactSource source) {
            source.readAll(Optional.empty());
        } else {
            connector.describe();
        }
    }
}
