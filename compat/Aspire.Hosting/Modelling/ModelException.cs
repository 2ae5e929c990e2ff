namespace Aspire.Hosting.Modelling;

/// <summary>AppHost.cs or a project's files say something that cannot be run; the message says what to change.</summary>
internal sealed class ModelException(string message) : Exception(message);
