package io.sallyport.testkit.example;

/** A record with a component of its own type, as plugins have them. */
public record Pair(Pair other) {}
