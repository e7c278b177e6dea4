package dev.kith.spi;

import java.util.List;

/** Writes consents that changed in the audience back to the CRM, as labels. Implemented by CRM connectors that can. */
public interface ConsentWriter {
    /**
     * Changes the labels of one contact and reads them again to see what they are now. Blocks. Other labels of the contact
     * stay as they are. The same write twice does no harm. The host never has two writes for one contact at a time.
     *
     * @return a result for each label of the write, in any order
     * @throws ConnectorException TRANSIENT or THROTTLED: some labels may be changed, the host asks again; AUTH or CONFIG
     *     when no write can go well
     */
    List<LabelResult> write(LabelWrite write);
}
