namespace Agent.Plugins;

/// <summary>Which of the planted bugs is on. It exists in this assembly only.</summary>
internal static class Planted
{
    /// <summary>Null while the sources are as they are.</summary>
    public static string? Bug { get; set; }

    public static bool Is(string bug) => Bug == bug;
}
