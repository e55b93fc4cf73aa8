using System.Text;

namespace Agent.Models.OpenAI;

/// <summary>Makes what a server says fit to be shown: one short line, without the key, however much of it the server repeats.</summary>
internal sealed class Redactor(string? key)
{
    private const string Mark = "[key]";
    private const int Longest = 300;

    /// <summary>Shorter pieces of a key stand in ordinary words as well.</summary>
    private const int ShortestPiece = 8;

    public string Clean(string said)
    {
        if (key is { Length: > 0 }) said = said.Replace(key, Mark, StringComparison.OrdinalIgnoreCase);
        var line = new StringBuilder(Math.Min(said.Length, Longest));
        foreach (var word in said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length >= Longest) break;
            if (line.Length > 0) line.Append(' ');
            if (IsKey(word)) line.Append(Mark);
            else
                foreach (var character in word) line.Append(char.IsControl(character) ? ' ' : character);
        }

        return line.Length <= Longest ? line.ToString() : line.ToString(0, char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest) + "…";
    }

    /// <summary>A key with its middle hidden, or a good part of ours.</summary>
    private bool IsKey(string word)
    {
        if (word.Contains("**", StringComparison.Ordinal)) return true;
        if (key is not { Length: >= 2 * ShortestPiece }) return false;
        for (var at = 0; at + ShortestPiece <= key.Length; at += ShortestPiece / 2)
            if (word.Contains(key.AsSpan(at, ShortestPiece), StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
