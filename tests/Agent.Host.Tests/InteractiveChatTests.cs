using Agent.Host.Tests.Cards;
using Agent.Plugins;

namespace Agent.Host.Tests;

public sealed class InteractiveChatTests : IDisposable
{
    private const string Prompt = "\n> ";
    private const string Enter = "\r";
    private const string ControlC = "\u0003";

    private readonly TempFolder _folder = new();

    public static TheoryData<Language> Languages => Sentences.Languages;

    [TerminalTheory]
    [MemberData(nameof(Languages))]
    public async Task A_person_orders_and_sees_it_to_the_door(Language language)
    {
        var words = Samples.Words(language);
        using var chat = Start("--speed", "1800");
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync(Sentences.Order(language) + Enter);
        var asked = await chat.SeeAsync(words["consent.keys"]);
        asked.ShouldContain(words["compare.platform"]);
        asked.ShouldContain(words["quote.payee"]);
        await chat.TypeAsync(Sentences.Yes(language) + Enter);
        await chat.SeeAsync(words["receipt.title"]);
        await chat.SeeAsync(words["state.delivered"]);
        await chat.TypeAsync("/exit" + Enter);
        await chat.SeeAsync("left with 0");
    }

    [TerminalFact]
    public async Task A_yes_that_was_typed_ahead_answers_nothing()
    {
        using var chat = Start();
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync(Sentences.Order(Language.English) + Enter + "yes" + Enter);
        var shown = await chat.SeeAsync("[y/N]");
        shown.ShouldContain("What was typed before this question was dropped");
        await chat.TypeAsync("n" + Enter);
        (await chat.SeeAsync(Prompt)).ShouldNotContain("Order");
    }

    [TerminalFact]
    public async Task Enter_alone_is_a_no()
    {
        using var chat = Start();
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync(Sentences.Order(Language.English) + Enter);
        await chat.SeeAsync("[y/N]");
        await chat.TypeAsync(Enter);
        (await chat.SeeAsync(Prompt)).ShouldContain("nothing was paid");
    }

    [TerminalFact]
    public async Task The_first_control_c_empties_the_line_and_the_second_leaves()
    {
        using var chat = Start();
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync("something");
        await chat.SeeAsync("something");
        await chat.TypeAsync(ControlC);
        await chat.SeeAsync(Prompt.Trim());
        await chat.TypeAsync(ControlC);
        await chat.SeeAsync("left with 130");
    }

    [TerminalFact]
    public async Task The_end_of_input_says_goodbye()
    {
        using var chat = Start();
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync("\u0004");
        await chat.SeeAsync("Goodbye.");
        await chat.SeeAsync("left with 0");
    }

    public void Dispose() => _folder.Dispose();

    private TerminalChat Start(params string[] arguments) => TerminalChat.Start(["--db", _folder.File("agent.db"), .. arguments]);
}
