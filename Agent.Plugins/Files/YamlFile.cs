using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Agent.Plugins.Files;

/// <summary>Reads one file into nodes that know their lines.</summary>
internal static class YamlFile
{
    /// <param name="name">Relative to the folder, with forward slashes, as messages show it.</param>
    public static YamlValue Read(string folder, string name, FileKind kind)
    {
        string text;
        try
        {
            text = File.ReadAllText(Path.Combine(folder, name), new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            var reason = error is DecoderFallbackException ? "it is not UTF-8; save it as UTF-8" : "the file cannot be read; put it back or check its permissions";
            throw Broken(name, 1, reason, kind, error);
        }

        return Parse(name, text, kind);
    }

    public static YamlValue Parse(string name, string text, FileKind kind)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        // The parser throws the second where a file ends in the middle of something.
        catch (Exception error) when (error is YamlException or InvalidOperationException)
        {
            throw Broken(name, (int)Math.Max(1, (error as YamlException)?.Start.Line ?? 1), $"this is not valid YAML ({error.Message}); mend the indentation, quotes or brackets here", kind, error);
        }

        return stream.Documents.Count == 1
            ? new YamlValue(name, stream.Documents[0].RootNode, kind)
            : throw Broken(name, 1, stream.Documents.Count == 0 ? "the file is empty" : "there is more than one document; remove the lines that read '---'", kind);
    }

    public static ShopException Broken(string file, int line, string what, FileKind kind, Exception? inner = null) =>
        new(kind.Code, $"{file}, line {line}: {what}.", inner) { Subject = file };
}
