/**
 * The stand-alone verifier, {@code sallyport-verify.jar}: says of a medium, an installed appliance or an extracted disk image what the
 * appliance itself would say, with the appliance's own judges, on any machine with a JDK. Writes nothing to what it looks at.
 */
package io.sallyport.verify;
