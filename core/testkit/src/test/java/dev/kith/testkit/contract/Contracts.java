package dev.kith.testkit.contract;

import java.util.Set;

/** Every contract, of a system in memory whose connector has a flaw. */
final class Contracts {
    private Contracts() {}

    static final class KeptSystem extends ConnectorContract {
        private final Flaw flaw;

        KeptSystem(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedSystem start() {
            return new KeptAudience(flaw);
        }
    }

    static final class ListedSystem extends ConnectorContract {
        private final Flaw flaw;

        ListedSystem(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedSystem start() {
            return new ListedCrm(flaw);
        }
    }

    static final class Source extends SourceContract {
        private final Flaw flaw;

        Source(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedCrm start() {
            return new ListedCrm(flaw);
        }
    }

    static final class Lookup extends LookupContract {
        private final Flaw flaw;

        Lookup(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedCrm start() {
            return new ListedCrm(flaw);
        }
    }

    static final class Labels extends LabelContract {
        private final Flaw flaw;

        Labels(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedCrm start() {
            return new ListedCrm(flaw);
        }

        @Override
        protected String missingKey() {
            return "c99";
        }
    }

    static final class Webhooks extends WebhookContract {
        private final Flaw flaw;

        Webhooks(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedCrm start() {
            return new ListedCrm(flaw);
        }
    }

    static final class Sink extends SinkContract {
        private final Flaw flaw;

        Sink(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }
    }

    static final class Reader extends ReaderContract {
        private final Flaw flaw;

        Reader(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }
    }

    static final class Bulk extends BulkContract {
        private final Flaw flaw;

        Bulk(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }
    }

    static final class Exporter extends ExporterContract {
        private final Flaw flaw;

        Exporter(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }
    }

    static final class Merger extends MergerContract {
        private final Flaw flaw;

        Merger(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }

        @Override
        protected void makeStranger(String address, String optedOutOf, String optedInTo) {
            ((KeptAudience) system).makeStranger(address, optedOutOf, optedInTo);
        }
    }

    static final class Eraser extends EraserContract {
        private final Flaw flaw;

        Eraser(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }
    }

    static final class Tagger extends TaggerContract {
        private final Flaw flaw;

        Tagger(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }

        @Override
        protected Set<String> tagsOf(String profileKey) {
            return ((KeptAudience) system).tags(profileKey);
        }
    }
}
