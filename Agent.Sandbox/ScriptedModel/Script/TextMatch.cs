using System.Text.RegularExpressions;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>A text to look for in another, without regard to case.</summary>
internal sealed class TextMatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Func<string, bool> _fits;

    private TextMatch(Func<string, bool> fits) => _fits = fits;

    public static TextMatch Is(string text) => new(t => string.Equals(t, text, StringComparison.OrdinalIgnoreCase));

    public static TextMatch Contains(string text) => new(t => t.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public static TextMatch Matches(string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);
        return new TextMatch(regex.IsMatch);
    }

    public static TextMatch Any(IReadOnlyList<TextMatch> of) => new(t => of.Any(m => m.Fits(t)));

    public bool Fits(string text) => _fits(text);
}
