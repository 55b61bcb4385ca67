/** The stand-alone verifier. */
package io.sallyport.audit.verifier;
