/** The plugin TCK: rules that a packaged plugin must keep, and the signed report of a run. */
package io.sallyport.tck;
