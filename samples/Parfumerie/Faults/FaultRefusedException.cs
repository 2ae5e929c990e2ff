namespace Parfumerie.Faults;

/// <summary>The fault cannot be had: a parameter is wrong, or the shop is in no state for it. The text is for the person who asked.</summary>
internal sealed class FaultRefusedException(string message) : Exception(message);
