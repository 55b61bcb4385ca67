/** Commands of the scope {@code opcua}: whom the OPC UA connector trusts, and how it fares. */
package io.sallyport.shell.opcua;
