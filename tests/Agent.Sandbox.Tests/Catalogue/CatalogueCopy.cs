using Agent.Plugins;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Tests.Catalogue;

/// <summary>A copy of the shipped data files that a test may break.</summary>
internal sealed class CatalogueCopy : IDisposable
{
    private readonly TempFolder folder = new();

    public CatalogueCopy()
    {
        foreach (var file in Directory.GetFiles(SandboxCatalogue.ShippedFolder, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = PathOf(Path.GetRelativePath(SandboxCatalogue.ShippedFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string PathOf(string name) => folder.File(name);

    /// <summary>Replaces the first occurrence of a text.</summary>
    /// <returns>The line, counted from one, on which it stood.</returns>
    public int Change(string file, string from, string to)
    {
        var text = File.ReadAllText(PathOf(file));
        var at = text.IndexOf(from, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"{file} no longer has: {from}");
        File.WriteAllText(PathOf(file), text[..at] + to + text[(at + from.Length)..]);
        return text.AsSpan(0, at).Count('\n') + 1;
    }

    public ShopException Refused()
    {
        var error = Should.Throw<ShopException>(() => SandboxCatalogue.Load(folder.Path));
        error.Code.ShouldBe("catalogue_broken");
        return error;
    }

    public void Dispose() => folder.Dispose();
}
