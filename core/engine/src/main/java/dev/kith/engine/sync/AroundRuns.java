package dev.kith.engine.sync;

import dev.kith.engine.store.Run;

/** Told when a run begins to read and when it has ended. */
interface AroundRuns {
    /** For runs that nobody has to give way to. */
    AroundRuns NOBODY = new AroundRuns() {
        @Override
        public void before(Run run) {}

        @Override
        public void after(Run run) {}
    };

    /** Called before anything is read; the run waits for it. */
    void before(Run run) throws InterruptedException;

    /** Called once the end is stored. */
    void after(Run run);

    /** The same, and something else after the end of each run. */
    default AroundRuns andAfter(Runnable more) {
        AroundRuns first = this;
        return new AroundRuns() {
            @Override
            public void before(Run run) throws InterruptedException {
                first.before(run);
            }

            @Override
            public void after(Run run) {
                first.after(run);
                more.run();
            }
        };
    }
}
