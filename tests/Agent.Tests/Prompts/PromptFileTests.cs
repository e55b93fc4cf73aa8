using Agent.Plugins;
using Agent.Prompts;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Prompts;

public sealed class PromptFileTests
{
    private const string Small = """
        # version: 7
        name: small
        description: For tests.
        template_format: handlebars
        template: |
          <message role="system">
          Be kind.
          </message>
          {{#each history}}<message role="{{role}}">{{content}}</message>
          {{/each}}
          <message role="user">It is {{now}}.{{#if basket}} Basket: {{{basket}}}{{/if}}</message>
        input_variables:
          - name: history
          - name: now
          - name: basket
        execution_settings:
          default:
            temperature: 0.5
            max_tokens: 90
        """;

    [Fact]
    public void A_template_becomes_messages_around_the_conversation()
    {
        var file = PromptFile.Parse("small.yaml", Small);

        var messages = file.Render(new Dictionary<string, object?> { ["now"] = "noon", ["basket"] = "{\"a\": \"<b>\"}" }, [new ChatMessage(ChatRole.User, "hello"), new ChatMessage(ChatRole.Assistant, "hi")]);

        messages.Select(m => $"{m.Role}: {m.Text}").ShouldBe(["system: Be kind.", "user: hello", "assistant: hi", "user: It is noon. Basket: {\"a\": \"<b>\"}"]);
        (file.Name, file.Version, file.Description).ShouldBe(("small", "7", "For tests."));
        (file.Settings.Temperature, file.Settings.MaxTokens, file.Settings.TopP).ShouldBe((0.5, 90, null));
    }

    [Fact]
    public void What_is_the_same_for_everybody_is_the_same_object()
    {
        var file = PromptFile.Parse("small.yaml", Small);
        var values = new Dictionary<string, object?> { ["now"] = "noon", ["basket"] = null };

        file.Render(values, [])[0].ShouldBeSameAs(file.Render(values, [])[0]);
    }

    [Fact]
    public void The_hash_changes_with_every_change()
    {
        var hash = PromptFile.Parse("small.yaml", Small).Hash;

        hash.Length.ShouldBe(12);
        PromptFile.Parse("small.yaml", Small.Replace("Be kind", "Be kinder", StringComparison.Ordinal)).Hash.ShouldNotBe(hash);
        PromptFile.Parse("small.yaml", Small.Replace("0.5", "0.6", StringComparison.Ordinal)).Hash.ShouldNotBe(hash);
    }

    [Theory]
    [InlineData("name: small", "nome: small", 1, "'name' is missing")]
    [InlineData("template_format: handlebars", "template_format: jinja", 4, "template_format: handlebars is expected")]
    [InlineData("{{/each}}", "", 9, "{{#each history}} needs its {{/each}}")]
    [InlineData("role=\"system\"", "role=\"tool\"", 6, "the role system, user or assistant is expected")]
    [InlineData("It is {{now}}", "It is {{then}}", 6, "every name in the template must stand in input_variables")]
    [InlineData("{{/if}}", "{{/iff}}", 11, "a Handlebars template is expected")]
    [InlineData("temperature: 0.5", "temperature: hot", 18, "'temperature' needs a number from 0 to 2")]
    [InlineData("  - name: now", "  - now", 14, "a variable with its name is expected")]
    [InlineData("description: For tests.", "description: [For tests", 1, "YAML is expected")]
    [InlineData("{{#each history}}<", "Stray words. {{#each history}}<", 9, "only messages, and {{#each history}}")]
    public void What_is_wrong_is_told_by_file_and_line(string right, string wrong, int line, string expected)
    {
        var error = Should.Throw<ShopException>(() => PromptFile.Parse("small.yaml", Small.Replace(right, wrong, StringComparison.Ordinal)));

        error.Code.ShouldBe("prompt_broken");
        error.Message.ShouldStartWith($"small.yaml, line {line}: {expected}");
    }

    [Fact]
    public void A_missing_file_is_told()
    {
        Should.Throw<ShopException>(() => PromptFile.Load("/nowhere/planner.yaml")).Code.ShouldBe("prompt_missing");
    }

    [Theory]
    [InlineData("planner")]
    [InlineData("summary")]
    [InlineData("receipt")]
    public void The_prompts_that_ship_are_whole(string name)
    {
        var file = PromptFile.Load(Path.Combine(AppContext.BaseDirectory, "prompts", name + ".yaml"));

        file.Name.ShouldBe(name);
        file.Version.ShouldNotBeNull();
        file.Description.ShouldNotBeEmpty();
    }
}
