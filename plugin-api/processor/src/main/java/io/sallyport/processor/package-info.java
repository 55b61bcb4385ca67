/**
 * An annotation processor for plugins: says in a sentence what is wrong with a package's annotations, and writes into the bundle what a
 * package says about itself. Knows annotations by name, so that it depends on nothing but the API.
 */
package io.sallyport.processor;
