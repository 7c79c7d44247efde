package io.fairlead.cluster.relay;

class LocalPairingContractTest extends PairingDirectoryContract {
    @Override
    protected PairingDirectory open() {
        return new LocalPairing();
    }
}
