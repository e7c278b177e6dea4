package acme;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import java.util.List;

/** Offers the connector that a test chooses. */
public class Factory implements ConnectorFactory {
    /*static*/

    public Factory() {
        /*constructor*/
    }

    @Override
    public String kind() {
        return "KIND";
    }

    @Override
    public String title() {
        return "Acme";
    }

    @Override
    public Role role() {
        return Role.ROLE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.required("apiUrl", Setting.Type.URL, "Where the API is")/*settings*/);
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new CONNECTOR();
    }
}
