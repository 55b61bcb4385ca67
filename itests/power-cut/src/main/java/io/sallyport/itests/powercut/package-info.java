/** What a power cut may leave of files that were written: for tests. */
package io.sallyport.itests.powercut;
