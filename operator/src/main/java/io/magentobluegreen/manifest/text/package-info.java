/** Words of others, made fit to be shown. */
package io.magentobluegreen.manifest.text;
