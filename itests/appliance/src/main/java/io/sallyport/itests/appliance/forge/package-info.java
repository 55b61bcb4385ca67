/** Makes media that a vendor with the development keys could make: properly signed hostile packages, and badly signed good ones. */
package io.sallyport.itests.appliance.forge;
