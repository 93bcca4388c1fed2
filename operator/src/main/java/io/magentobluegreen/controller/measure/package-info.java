/** What can be counted of stores and their releases, told to whoever counts; nothing decides from it. */
package io.magentobluegreen.controller.measure;
