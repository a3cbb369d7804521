// In place of the theme's file of this name, 1.5 MB that draw every icon as SVG: the theme's web
// fonts show the same icons without it.
