/** The rules of the house (DESIGN sections 3 and 10), read from what was built and from the sources; each has a test that breaks it. */
package io.sallyport.itests.house;
