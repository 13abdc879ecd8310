package store.retro.architecture.planted.order.handling;

/** Is public, and no other package uses it. */
public class NeedlesslyPublic {}
