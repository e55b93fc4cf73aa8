namespace Agent.Sandbox.ScriptedModel;

public sealed record ScriptedModelOptions
{
    /// <summary>Delays wait on it, and dates are its.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many of the latest requests are kept to be looked at; 0, as for benchmarks, keeps none.</summary>
    public int KeptRequests { get; init; } = 1_000;
}
