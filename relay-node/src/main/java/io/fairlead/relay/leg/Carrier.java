package io.fairlead.relay.leg;

import io.fairlead.relay.kernel.KernelLoops;
import io.fairlead.relay.kernel.Unsent;

/** What carries a session's bytes. Safe for use by any thread. */
interface Carrier {
    /** Looks at what each side has not yet taken of what was written to it, and tells soon; nothing where not known. */
    void look(KernelLoops loops, Unsent told);

    /** Closes both connections without waiting for what is to be written. */
    void abandon();
}
