package io.fairlead.load.traffic;

/** What a message is, as far as its size and moment tell. */
public enum MessageKind {
    /** A whole picture: at the start, and when most of the screen has changed. */
    KEY_FRAME,
    /** What has changed since the frame before. */
    DELTA_FRAME,
    /** Where the pointer is, and its shape. */
    CURSOR,
    /** Sound. */
    AUDIO,
    /** A key or a movement of the mouse. */
    INPUT,
    /** A part of a file. */
    BLOCK,
    /** That blocks have arrived. */
    ACKNOWLEDGEMENT,
    /** Sent whether anything happens or not. */
    KEEP_ALIVE
}
