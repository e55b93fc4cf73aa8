using Agent.Plugins;
using Agent.Prompts;
using Agent.Tests.World;

namespace Agent.Tests.Prompts;

public sealed class PromptStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly KeptLog _log = new();

    [Fact]
    public void An_edit_is_picked_up_and_a_broken_one_is_logged_and_left_aside()
    {
        Write("Be kind.", 1);
        var store = new PromptStore(_folder.File("p.yaml"), new KeptLogger<PromptStore>(_log));
        var first = store.Current;
        store.Current.ShouldBeSameAs(first);

        Write("Be very kind.", 2);
        store.Current.Parts[0].Message!.Text.ShouldBe("Be very kind.");

        File.WriteAllText(_folder.File("p.yaml"), "name: p");
        Touch(3);
        store.Current.Parts[0].Message!.Text.ShouldBe("Be very kind.");
        store.Current.Parts[0].Message!.Text.ShouldBe("Be very kind.");
        _log.Lines.Count.ShouldBe(1);
        _log.Lines[0].ShouldContain("'template_format' is missing");

        File.Delete(_folder.File("p.yaml"));
        store.Current.Parts[0].Message!.Text.ShouldBe("Be very kind.");

        Write("Back.", 4);
        store.Current.Parts[0].Message!.Text.ShouldBe("Back.");
    }

    [Fact]
    public void Without_any_whole_version_it_fails()
    {
        var store = new PromptStore(_folder.File("none.yaml"), new KeptLogger<PromptStore>(_log));
        Should.Throw<ShopException>(() => store.Current).Code.ShouldBe("prompt_missing");
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string text, int edit)
    {
        File.WriteAllText(_folder.File("p.yaml"), $"name: p\ntemplate_format: handlebars\ntemplate: |\n  <message role=\"system\">{text}</message>\n");
        Touch(edit);
    }

    /// <summary>Two edits within one tick of the file system's clock are told apart by their size alone.</summary>
    private void Touch(int edit) => File.SetLastWriteTimeUtc(_folder.File("p.yaml"), new DateTime(2026, 2, 6, 12, 0, edit, DateTimeKind.Utc));
}
