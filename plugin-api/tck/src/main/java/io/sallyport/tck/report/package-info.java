/** The report of a run: signed JSON, and a page for people. */
package io.sallyport.tck.report;
