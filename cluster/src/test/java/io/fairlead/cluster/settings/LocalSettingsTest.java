package io.fairlead.cluster.settings;

class LocalSettingsTest extends SharedSettingsContract {
    @Override
    protected SharedSettings open() {
        return new LocalSettings();
    }
}
