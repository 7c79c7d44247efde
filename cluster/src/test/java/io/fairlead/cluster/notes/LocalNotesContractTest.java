package io.fairlead.cluster.notes;

class LocalNotesContractTest extends NotesContract {
    @Override
    protected Notes open() {
        return new LocalNotes(System::nanoTime);
    }
}
