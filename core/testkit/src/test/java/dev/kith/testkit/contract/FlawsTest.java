package dev.kith.testkit.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ProfileSink;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A contract is worth what it finds: each flaw of a connector fails the test that is about it. */
class FlawsTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFlawIsFoundByThePromiseThatItBreaks(Flaw flaw) throws Exception {
        Method promise = promises(flaw.contract(flaw).getClass().getSuperclass()).stream()
                .filter(test -> test.getName().equals(flaw.promise))
                .findFirst()
                .orElseThrow(() -> new AssertionError(flaw + " names no test of its contract: " + flaw.promise));
        assertThatCode(() -> keep(flaw.contract(Flaw.NONE), promise)).doesNotThrowAnyException();
        // A result that is missing may end in an index that is out of bounds, a refusal in what the connector threw.
        assertThat(catchThrowable(() -> keep(flaw.contract(flaw), promise)))
                .isInstanceOfAny(AssertionError.class, IndexOutOfBoundsException.class, ConnectorException.class);
    }

    @Test
    void everyPromiseOfEveryContractIsBrokenByAFlaw() throws Exception {
        for (Class<?> contract : contracts()) {
            List<String> broken = Arrays.stream(Flaw.values())
                    .filter(flaw -> contract.isInstance(flaw.contract(flaw)))
                    .map(flaw -> flaw.promise)
                    .toList();
            assertThat(promises(contract))
                    .as("%s, whose flaws stand in %s", contract.getSimpleName(), Flaw.class)
                    .extracting(Method::getName)
                    .isNotEmpty()
                    .isSubsetOf(broken);
        }
    }

    @Test
    void aContractOfWhatIsNotImplementedSaysSo() throws IOException {
        Contract<?> contract = new Contracts.Labels(Flaw.NONE);
        contract.openConnector();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> contract.as(ProfileSink.class))
                .withMessage("The connector doesn't implement ProfileSink. Leave its contract out, or implement it.");
        contract.closeConnector();
    }

    /** Runs one test of a contract as JUnit does. */
    private static void keep(Contract<?> contract, Method promise) throws Throwable {
        contract.openConnector();
        try {
            if (contract instanceof AudienceContract audience) {
                audience.describe();
            }
            promise.invoke(contract);
        } catch (InvocationTargetException e) {
            throw requireNonNull(e.getCause());
        } finally {
            contract.system.close();
        }
    }

    private static List<Method> promises(Class<?> contract) {
        return Stream.of(contract.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
    }

    /** Those that connectors extend. */
    private static List<Class<?>> contracts() throws Exception {
        Path own = Path.of(
                requireNonNull(Contract.class.getResource("Contract.class")).toURI());
        List<Class<?>> contracts = new ArrayList<>();
        try (Stream<Path> files = Files.list(requireNonNull(own.getParent()))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("Contract.class")).toList()) {
                String name = requireNonNull(file.getFileName()).toString().replace(".class", "");
                contracts.add(Class.forName(Contract.class.getPackageName() + "." + name));
            }
        }
        contracts.removeAll(List.of(Contract.class, AudienceContract.class));
        return contracts;
    }
}
