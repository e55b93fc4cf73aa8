namespace Agent.Plugins.Platforms;

/// <param name="Text">As the person wrote it; empty for everything.</param>
/// <param name="Zone">Only stores that deliver there or offer pick-up; null for all.</param>
/// <param name="Category">One of <see cref="Menu.Category"/>, or null.</param>
/// <param name="Limit">Most items in all.</param>
public sealed record PlatformQuery(string Text, string? Zone, string? Category, int Limit);
