package io.fairlead.load.place;

/** What a router does with packets from inside to its own public address, on a port that it forwards. */
public enum Hairpin {
    /** It turns them around, under its own address inside. */
    TURNED_AROUND,
    /** It does not answer. */
    UNANSWERED
}
