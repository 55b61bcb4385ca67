package io.sallyport.settings;

/**
 * Why a file is not taken up.
 *
 * @param code registered code
 * @param what the sentence
 * @param next what to do now
 * @param waiting whether it is only that nothing which runs reads it yet
 */
public record NotTaken(String code, String what, String next, boolean waiting) {}
