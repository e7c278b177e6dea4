package dev.kith.testkit.contract;

import dev.kith.spi.Channel;
import dev.kith.spi.ConsentState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An audience without profiles. */
public interface TestedAudience extends TestedSystem {

    /** The attributes of a profile as the audience itself has them, as text by id; empty when there is no such profile. */
    Optional<Map<String, String>> attributes(String profileKey);

    /** The consents of a profile as the audience itself has them; none when there is no such profile. */
    List<ConsentState> consents(String profileKey);

    /** Opts a person out, as the person does. */
    void optOut(String profileKey, String subscription, Channel channel);

    /** Makes a profile vanish, as an admin of the audience does. */
    void remove(String profileKey);
}
