using System.Buffers;
using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>A pattern that is run only on text that holds one of its hints: whatever it matches holds one, and most text holds none.</summary>
/// <param name="characters">Hints of one character.</param>
/// <param name="words">Hints of several, found in any case.</param>
internal sealed class HintedPattern(Regex pattern, string characters, params string[] words)
{
    /// <summary>In a pattern that ignores case the sign of Kelvin is a k; among hints it is not.</summary>
    private const string Kelvin = "\u212a";

    private readonly SearchValues<char> _characters = SearchValues.Create(characters + Kelvin);
    private readonly SearchValues<string> _words = SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    public Regex Pattern => pattern;

    public bool IsMatch(ReadOnlySpan<char> text) => MayMatch(text) && pattern.IsMatch(text);

    // To ask first takes no memory, and a hint alone is no match yet.
    public IEnumerable<Match> Matches(string text) => IsMatch(text) ? pattern.Matches(text) : [];

    public bool MayMatch(ReadOnlySpan<char> text) => text.ContainsAny(_characters) || text.ContainsAny(_words);
}
