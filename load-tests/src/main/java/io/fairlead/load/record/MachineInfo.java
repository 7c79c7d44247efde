package io.fairlead.load.record;

import io.fairlead.load.bench.proc.Machine;

/**
 * The machine that a generator ran on.
 *
 * @param cores     that the generator was allowed
 * @param processor model
 * @param memory    of the machine
 * @param kernel    and its version
 * @param java      virtual machine and its version
 */
public record MachineInfo(int cores, String processor, String memory, String kernel, String java) {
    /**
     * Looks at this machine.
     *
     * @return as it is now
     */
    public static MachineInfo here() {
        return new MachineInfo(Runtime.getRuntime().availableProcessors(), Machine.processor(), Machine.memory(),
                Machine.kernel(), Machine.java());
    }
}
